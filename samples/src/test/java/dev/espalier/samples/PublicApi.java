package dev.espalier.samples;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public and protected signatures of a package tree as text: a line for each type and, indented
 * below it, each member, in alphabetical order. {@code ?} after a type means {@link Nullable};
 * packages named {@code internal} are left out. The text does not depend on the JDK.
 */
final class PublicApi {

  private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");
  private static final Set<Class<?>> IMPLIED = Set.of(Object.class, Enum.class, Record.class);

  private PublicApi() {}

  static String of(String rootPackage) {
    TreeMap<String, Class<?>> types = new TreeMap<>();
    for (JavaClass type :
        new ClassFileImporter().withImportOption(new MainClasses()).importPackages(rootPackage)) {
      if (!(type.getPackageName() + ".").contains(".internal.")) {
        types.put(type.getName(), load(type.getName()));
      }
    }
    return types.values().stream()
        .filter(PublicApi::isVisible)
        .map(PublicApi::describe)
        .collect(joining("\n"));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicApi.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isVisible(Class<?> type) {
    return isVisible(type.getModifiers())
        && !type.isSynthetic()
        && !type.getSimpleName().equals("package-info")
        && KotlinVisibility.of(type).showsType()
        && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String describe(Class<?> type) {
    KotlinVisibility kotlin = KotlinVisibility.of(type);
    Stream<String> fields =
        Arrays.stream(type.getDeclaredFields())
            .filter(field -> isVisible(field.getModifiers()) && !field.isSynthetic())
            .map(PublicApi::describe);
    Stream<String> constructors =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(
                constructor -> isVisible(constructor.getModifiers()) && kotlin.shows(constructor))
            .map(constructor -> describe(constructor, kotlin));
    Stream<String> methods =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> isVisible(method.getModifiers()) && kotlin.shows(method))
            .filter(method -> !OF_EVERY_OBJECT.contains(method.getName()))
            .map(method -> describe(method, kotlin));
    return header(type)
        + "\n"
        + Stream.of(fields, constructors, methods)
            .flatMap(members -> members.sorted())
            .map(member -> "  " + member + "\n")
            .collect(joining());
  }

  private static String header(Class<?> type) {
    StringBuilder header = new StringBuilder(modifiers(type.getModifiers(), type.isInterface()));
    if (type.isSealed() && !type.isEnum()) {
      header.append("sealed ");
    }
    header.append(kind(type)).append(' ').append(type.getName());
    header.append(typeParameters(type.getTypeParameters()));
    AnnotatedType superclass = type.getAnnotatedSuperclass();
    Stream<AnnotatedType> supertypes = Arrays.stream(type.getAnnotatedInterfaces());
    if (superclass != null && !IMPLIED.contains(type.getSuperclass())) {
      supertypes = Stream.concat(Stream.of(superclass), supertypes);
    }
    String listed = supertypes.map(PublicApi::describe).collect(joining(", "));
    return listed.isEmpty() ? header.toString() : header + " : " + listed;
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "annotation";
    }
    if (type.isInterface()) {
      return "interface";
    }
    if (type.isEnum()) {
      return "enum";
    }
    return type.isRecord() ? "record" : "class";
  }

  private static String describe(Field field) {
    return modifiers(field) + field.getName() + ": " + describe(field.getAnnotatedType());
  }

  private static String describe(Constructor<?> constructor, KotlinVisibility kotlin) {
    return modifiers(constructor) + "new" + parameters(constructor, kotlin);
  }

  private static String describe(Method method, KotlinVisibility kotlin) {
    return modifiers(method)
        + (method.getTypeParameters().length == 0
            ? ""
            : typeParameters(method.getTypeParameters()) + " ")
        + method.getName()
        + parameters(method, kotlin)
        + ": "
        + describe(method.getAnnotatedReturnType());
  }

  /** With names where Kotlin callers may use them. */
  private static String parameters(Executable executable, KotlinVisibility kotlin) {
    Parameter[] parameters = executable.getParameters();
    AnnotatedType[] types = executable.getAnnotatedParameterTypes();
    String thrown =
        Arrays.stream(executable.getAnnotatedExceptionTypes())
            .map(PublicApi::describe)
            .sorted()
            .collect(joining(", "));
    boolean named = kotlin.isKotlin() && types.length == parameters.length;
    String listed =
        IntStream.range(0, types.length)
            .mapToObj(i -> (named ? parameters[i].getName() + ": " : "") + describe(types[i]))
            .collect(joining(", "));
    return "("
        + (executable.isVarArgs() ? listed.replaceFirst("\\[]$", "...") : listed)
        + ")"
        + (thrown.isEmpty() ? "" : " throws " + thrown);
  }

  private static String typeParameters(TypeVariable<?>[] parameters) {
    return parameters.length == 0
        ? ""
        : Arrays.stream(parameters)
            .map(
                parameter ->
                    parameter.getName()
                        + Arrays.stream(parameter.getAnnotatedBounds())
                            .map(PublicApi::describe)
                            .filter(bound -> !bound.equals("Object"))
                            .map(bound -> " : " + bound)
                            .collect(joining()))
            .collect(joining(", ", "<", ">"));
  }

  private static String describe(AnnotatedType type) {
    String text;
    if (type instanceof AnnotatedParameterizedType generic) {
      text =
          name(((ParameterizedType) generic.getType()).getRawType().getTypeName())
              + Arrays.stream(generic.getAnnotatedActualTypeArguments())
                  .map(PublicApi::describe)
                  .collect(joining(", ", "<", ">"));
    } else if (type instanceof AnnotatedArrayType array) {
      text = describe(array.getAnnotatedGenericComponentType()) + "[]";
    } else if (type instanceof AnnotatedWildcardType wildcard) {
      text = describe(wildcard);
    } else {
      text = name(type.getType().getTypeName());
    }
    return type.isAnnotationPresent(Nullable.class) ? text + "?" : text;
  }

  private static String describe(AnnotatedWildcardType wildcard) {
    if (wildcard.getAnnotatedLowerBounds().length > 0) {
      return "in " + describe(wildcard.getAnnotatedLowerBounds()[0]);
    }
    String upper = describe(wildcard.getAnnotatedUpperBounds()[0]);
    return upper.equals("Object") ? "*" : "out " + upper;
  }

  private static String name(String typeName) {
    return typeName.replaceFirst("^java\\.(lang|util)\\.(?=[A-Z])", "");
  }

  /** Without what goes without saying: final in a final class, abstract in an interface. */
  private static String modifiers(Member member) {
    Class<?> owner = member.getDeclaringClass();
    boolean finalSaysSomething = member instanceof Field || !Modifier.isFinal(owner.getModifiers());
    return modifiers(
        member.getModifiers() & ~(finalSaysSomething ? 0 : Modifier.FINAL), owner.isInterface());
  }

  private static String modifiers(int modifiers, boolean ofInterface) {
    int listed = Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL;
    if (!ofInterface) {
      listed |= Modifier.ABSTRACT;
    }
    String text = Modifier.toString(modifiers & listed);
    return text.isEmpty() ? "" : text + " ";
  }
}
