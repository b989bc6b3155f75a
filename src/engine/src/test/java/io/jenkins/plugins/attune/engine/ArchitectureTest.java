package io.jenkins.plugins.attune.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import java.io.Serializable;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String BASE = "io.jenkins.plugins.attune.engine";
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    @Test
    void engineKnowsNothingOfJenkins() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hudson..", "jenkins..", "org.kohsuke..", "org.jenkinsci..")
                .check(ENGINE);
    }

    @Test
    void whatRunsOnAnAgentNeedsTheJdkOnly() {
        classes()
                .that(resideInAnyPackage(BASE + ".execution", BASE + ".environment", BASE + ".error", BASE + ".keys")
                        .or(resideInAnyPackage(BASE + ".runtime").and(not(simpleNameEndingWith("Reader"))))
                        .or(simpleName("PackSnapshot")
                                .or(simpleName("PackStore"))
                                .or(simpleName("PackDigest"))
                                .or(simpleName("PackZip"))
                                .or(simpleName("PackArchive"))))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "com.sun.net.httpserver..",
                        "edu.umd.cs.findbugs.annotations..",
                        BASE + ".keys",
                        BASE + ".execution",
                        BASE + ".environment",
                        BASE + ".error",
                        BASE + ".runtime",
                        BASE + ".pack"))
                .check(ENGINE);
        noClasses()
                .that(resideInAnyPackage(BASE + ".execution", BASE + ".environment", BASE + ".error"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + ".pack")
                .check(ENGINE);
        noClasses()
                .that(resideInAnyPackage(BASE + ".environment", BASE + ".keys"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + ".execution")
                .check(ENGINE);
    }

    @Test
    void queuesAreALibraryOfTheirOwn() {
        classes()
                .that()
                .resideInAPackage(BASE + ".queue")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "edu.umd.cs.findbugs.annotations..",
                        "com.fasterxml.jackson..",
                        "org.slf4j..",
                        BASE + ".queue",
                        BASE + ".error"))
                .check(ENGINE);
    }

    @Test
    void sourcesOfPacksAreNeededByNothingThatRunsOne() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".source")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + ".source", "org.apache.commons..", "java.net.http..")
                .check(ENGINE);
        noClasses()
                .that()
                .resideInAPackage(BASE + ".source")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + ".execution", BASE + ".run", BASE + ".queue", BASE + ".delivery")
                .check(ENGINE);
    }

    @Test
    void secretsAreNeverSaved() {
        noClasses()
                .that()
                .implement(Serializable.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(SecretValue.class)
                .check(ENGINE);
        noClasses()
                .that()
                .areAssignableTo(SecretValue.class)
                .should()
                .implement(Serializable.class)
                .check(ENGINE);
    }

    @Test
    void secretsAreNeverMadeAString() {
        methods()
                .that()
                .areDeclaredIn(SecretValue.class)
                .and()
                .doNotHaveName("toString")
                .should()
                .notHaveRawReturnType(assignableTo(CharSequence.class))
                .check(ENGINE);
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .areAssignableTo(SecretValue.class)
                .and()
                .areNotStatic()
                .should()
                .haveRawType(assignableTo(CharSequence.class))
                .check(ENGINE);
        // What handles secrets on their way makes no string of bytes or characters; Escapes says why it does, of
        // one.
        noClasses()
                .that()
                .resideInAPackage(BASE + ".delivery")
                .or(simpleName("RunParameters"))
                .or(simpleName("Literals"))
                .or(simpleName("SecretCheck"))
                .or(simpleName("DocumentFrame"))
                .or(simpleName("ActionRun"))
                .or(simpleName("PatternAutomaton"))
                .should()
                .callConstructorWhere(targetOwner(assignableTo(String.class)))
                .orShould()
                .callMethodWhere(targetOwner(assignableTo(Charset.class)).and(target(name("decode"))))
                .orShould()
                .callMethodWhere(targetOwner(assignableTo(CharBuffer.class)).and(target(name("toString"))))
                .orShould()
                .callMethod(String.class, "valueOf", char[].class)
                .orShould()
                .callMethod(String.class, "copyValueOf", char[].class)
                .check(ENGINE);
    }

    @Test
    void noProcessInheritsAnything() {
        noClasses()
                .should()
                .callMethod(ProcessBuilder.class, "inheritIO")
                .orShould()
                .callMethod(Runtime.class, "exec", String.class)
                .check(ENGINE);
    }
}
