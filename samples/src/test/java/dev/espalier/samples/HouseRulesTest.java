package dev.espalier.samples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Which room knows which, and what no room may do. */
@AnalyzeClasses(packages = "dev.espalier", importOptions = MainClasses.class)
class HouseRulesTest {

  private static final String DSL = "dev.espalier.dsl..";
  private static final String GRAPH = "dev.espalier.graph..";
  private static final String TRAINING = "dev.espalier.training..";
  private static final String SAMPLES = "dev.espalier.samples..";
  private static final String TENSORFLOW = "org.tensorflow..";
  private static final String[] LIBRARIES = {DSL, GRAPH, TRAINING};

  @ArchTest
  static final ArchRule dslKnowsNoOtherRoomAndNoTensorFlow =
      noClasses()
          .that()
          .resideInAPackage(DSL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(GRAPH, TRAINING, SAMPLES, TENSORFLOW);

  @ArchTest
  static final ArchRule graphKnowsTheDslOnly =
      noClasses()
          .that()
          .resideInAPackage(GRAPH)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TRAINING, SAMPLES);

  @ArchTest
  static final ArchRule trainingKnowsNoSamples =
      noClasses()
          .that()
          .resideInAPackage(TRAINING)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SAMPLES);

  @ArchTest
  static final ArchRule tensorFlowStaysBehindTheExtensionPackages =
      classes()
          .that()
          .resideInAnyPackage(LIBRARIES)
          .and()
          .resideOutsideOfPackages("..extension..", "..internal..")
          .should(haveNoTensorFlowTypeInAPublicSignature());

  @ArchTest
  static final ArchRule librariesDoNotPrint =
      noClasses().that().resideInAnyPackage(LIBRARIES).should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule librariesDoNotExit =
      noClasses()
          .that()
          .resideInAnyPackage(LIBRARIES)
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);

  @ArchTest
  static final ArchRule packagesAreNullMarked = classes().should(resideInANullMarkedPackage());

  @ArchTest
  static final ArchRule namesSayWhatATypeIs =
      noClasses()
          .should()
          .haveNameMatching(".*[.$](\\w*(Utils?|Helper|Manager|Base)|\\w+Impl)(Kt)?");

  private static ArchCondition<JavaClass> haveNoTensorFlowTypeInAPublicSignature() {
    return new ArchCondition<>("have no TensorFlow type in a public signature") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!isPublic(type)) {
          return;
        }
        reportTensorFlow(type, supertypes(type), type.getDescription(), events);
        type.getMembers().stream()
            .filter(HouseRulesTest::isVisible)
            .forEach(
                member ->
                    reportTensorFlow(type, signature(member), member.getDescription(), events));
      }
    };
  }

  private static void reportTensorFlow(
      JavaClass type, Stream<JavaType> signature, String where, ConditionEvents events) {
    signature
        .flatMap(part -> part.getAllInvolvedRawTypes().stream())
        .filter(part -> part.getPackageName().startsWith("org.tensorflow"))
        .distinct()
        .forEach(
            part ->
                events.add(
                    SimpleConditionEvent.violated(type, where + " shows " + part.getFullName())));
  }

  private static Stream<JavaType> supertypes(JavaClass type) {
    return Stream.of(
            type.getSuperclass().stream(),
            type.getInterfaces().stream(),
            bounds(type.getTypeParameters()))
        .flatMap(part -> part);
  }

  private static Stream<JavaType> signature(JavaMember member) {
    if (member instanceof JavaCodeUnit unit) {
      return Stream.of(
              Stream.of(unit.getReturnType()),
              unit.getParameterTypes().stream(),
              unit.getExceptionTypes().stream(),
              bounds(unit.getTypeParameters()))
          .flatMap(part -> part);
    }
    return Stream.of(((JavaField) member).getType());
  }

  private static Stream<JavaType> bounds(List<? extends JavaTypeVariable<?>> parameters) {
    return parameters.stream().flatMap(parameter -> parameter.getUpperBounds().stream());
  }

  private static boolean isPublic(JavaClass type) {
    return isVisible(type) && type.getEnclosingClass().map(HouseRulesTest::isPublic).orElse(true);
  }

  private static boolean isVisible(HasModifiers element) {
    return (element.getModifiers().contains(JavaModifier.PUBLIC)
            || element.getModifiers().contains(JavaModifier.PROTECTED))
        && !element.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getName() + " is in a package without a @NullMarked package-info"));
        }
      }
    };
  }
}
