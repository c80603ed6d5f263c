package dev.espalier.samples;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import kotlin.Metadata;
import kotlin.metadata.Attributes;
import kotlin.metadata.KmClass;
import kotlin.metadata.KmConstructor;
import kotlin.metadata.KmDeclarationContainer;
import kotlin.metadata.KmFunction;
import kotlin.metadata.KmPackage;
import kotlin.metadata.KmProperty;
import kotlin.metadata.Visibility;
import kotlin.metadata.jvm.JvmExtensionsKt;
import kotlin.metadata.jvm.JvmMemberSignature;
import kotlin.metadata.jvm.KotlinClassMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What Kotlin shows of a class file. Its {@code internal} is {@code public} in byte code, and what
 * it hides from Java is synthetic there; only the metadata tells. A Java class shows whatever is
 * not synthetic.
 */
final class KotlinVisibility {

  private static final Set<Visibility> SHOWN = Set.of(Visibility.PUBLIC, Visibility.PROTECTED);

  private final boolean kotlin;
  private Visibility type = Visibility.PUBLIC;
  private final Map<String, Visibility> members = new HashMap<>();

  private KotlinVisibility(boolean kotlin) {
    this.kotlin = kotlin;
  }

  static KotlinVisibility of(Class<?> type) {
    Metadata metadata = type.getAnnotation(Metadata.class);
    KotlinVisibility visibility = new KotlinVisibility(metadata != null);
    if (metadata != null) {
      visibility.read(KotlinClassMetadata.readLenient(metadata));
    }
    return visibility;
  }

  boolean isKotlin() {
    return kotlin;
  }

  boolean showsType() {
    return SHOWN.contains(type);
  }

  boolean shows(Executable member) {
    Visibility visibility = members.get(signature(member));
    return visibility == null ? !member.isSynthetic() : SHOWN.contains(visibility);
  }

  private void read(KotlinClassMetadata metadata) {
    if (metadata instanceof KotlinClassMetadata.Class of) {
      KmClass kmClass = of.getKmClass();
      type = Attributes.getVisibility(kmClass);
      for (KmConstructor constructor : kmClass.getConstructors()) {
        put(JvmExtensionsKt.getSignature(constructor), Attributes.getVisibility(constructor));
      }
      read(kmClass);
    } else if (metadata instanceof KotlinClassMetadata.FileFacade of) {
      readFile(of.getKmPackage());
    } else if (metadata instanceof KotlinClassMetadata.MultiFileClassPart of) {
      readFile(of.getKmPackage());
    } else if (metadata instanceof KotlinClassMetadata.SyntheticClass) {
      type = Visibility.PRIVATE;
    }
  }

  /** The class of a file is there for its members only. */
  private void readFile(KmPackage file) {
    read(file);
    if (members.values().stream().noneMatch(SHOWN::contains)) {
      type = Visibility.PRIVATE;
    }
  }

  private void read(KmDeclarationContainer container) {
    for (KmFunction function : container.getFunctions()) {
      put(JvmExtensionsKt.getSignature(function), Attributes.getVisibility(function));
    }
    for (KmProperty property : container.getProperties()) {
      put(JvmExtensionsKt.getFieldSignature(property), Attributes.getVisibility(property));
      put(JvmExtensionsKt.getGetterSignature(property), Attributes.getVisibility(property));
      if (property.getSetter() != null) {
        put(
            JvmExtensionsKt.getSetterSignature(property),
            Attributes.getVisibility(property.getSetter()));
      }
    }
  }

  private void put(@Nullable JvmMemberSignature signature, Visibility visibility) {
    if (signature != null) {
      members.put(signature.toString(), visibility);
    }
  }

  private static String signature(Executable member) {
    StringBuilder signature =
        new StringBuilder(member instanceof Constructor ? "<init>" : member.getName()).append('(');
    for (Class<?> parameter : member.getParameterTypes()) {
      signature.append(parameter.descriptorString());
    }
    return signature
        .append(')')
        .append(member instanceof Method method ? method.getReturnType().descriptorString() : "V")
        .toString();
  }
}
