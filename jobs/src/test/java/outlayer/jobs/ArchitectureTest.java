package outlayer.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The layout of jobs: settings, run directory, tables and models first, then the stages in the order in which they run. */
class ArchitectureTest {

    private static final List<String> ORDER = List.of(
            "settings",
            "run",
            "table",
            "work",
            "earlier",
            "models",
            "datasets",
            "train",
            "extract",
            "statistics",
            "flow",
            "effects",
            "derive",
            "features",
            "fit",
            "score",
            "evaluate",
            "flag",
            "mllib",
            "report",
            "fetch",
            "runs",
            "cli");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("outlayer.jobs");

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        Assertions.assertThat(
                        classes.stream().map(type -> type.getPackageName()).distinct())
                .allSatisfy(name -> Assertions.assertThat(ORDER).contains(name.substring("outlayer.jobs.".length())));
    }

    @Test
    void aStageNeverKnowsALaterOne() {
        for (int i = 0; i < ORDER.size(); i++) {
            for (String later : ORDER.subList(i + 1, ORDER.size())) {
                noClasses()
                        .that()
                        .resideInAPackage("outlayer.jobs." + ORDER.get(i))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("outlayer.jobs." + later)
                        .allowEmptyShould(true)
                        .check(classes);
            }
        }
    }

    @Test
    void djlIsReachedThroughTheLanguageModelOnly() {
        noClasses()
                .that()
                .resideInAPackage("outlayer.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(classes);
    }

    @Test
    void onlyTheCommandLineEndsTheJvm() {
        noClasses()
                .that()
                .resideOutsideOfPackage("outlayer.jobs.cli")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(classes);
    }
}
