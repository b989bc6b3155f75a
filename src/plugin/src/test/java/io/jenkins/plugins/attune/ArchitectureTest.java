package io.jenkins.plugins.attune;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.jenkins.plugins.attune.engine.execution.ActionRun;
import io.jenkins.plugins.attune.engine.execution.DetachedRun;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.verb.POST;

/** The plugin translates between Jenkins and the engine; what an action is and how it runs is not its business. */
class ArchitectureTest {
    private static final JavaClasses PLUGIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/engine/"))
            .importPackages("io.jenkins.plugins.attune");

    @Test
    void startsNoProcess() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Runtime.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Process.class)
                .check(PLUGIN);
    }

    @Test
    void startsRunsInOnePlaceOnly() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(StartRun|PrepareRun|ResumeRun)")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ActionRun.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(DetachedRun.class)
                .check(PLUGIN);
    }

    @Test
    void usesNoJsonOrYamlLibraryButToConvertWhatUsersWrite() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(FormText|RunOrders)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..", "org.yaml..", "com.networknt..")
                .check(PLUGIN);
    }

    @Test
    void theRunKnowsNoForm() {
        noClasses()
                .that()
                .resideInAPackage("..attune.run")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.jenkins.plugins.attune", "org.kohsuke.stapler..", "hudson.util.FormValidation")
                .check(PLUGIN);
    }

    @Test
    void everyMethodThatAFormCallsWantsPost() {
        methods()
                .that()
                .haveNameMatching("do(Check|Fill).*")
                .should()
                .beAnnotatedWith(POST.class)
                .check(PLUGIN);
    }
}
