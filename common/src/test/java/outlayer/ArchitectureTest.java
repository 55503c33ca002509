package outlayer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The layout of common: packages in the order in which data flows, each knowing only those above it. */
class ArchitectureTest {

    private static final List<String> ORDER = List.of(
            "linalg",
            "quirky",
            "checkpoint",
            "torch",
            "lm",
            "stats",
            "flow",
            "feature",
            "detector",
            "evaluate",
            "flag",
            "training",
            "report");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("outlayer");

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        Assertions.assertThat(classes.stream()
                        .map(type -> type.getPackageName())
                        .filter(name -> !name.startsWith("outlayer.jobs"))
                        .distinct())
                .allSatisfy(name -> Assertions.assertThat(ORDER).contains(name.substring("outlayer.".length())));
    }

    @Test
    void aPackageKnowsOnlyThoseAboveIt() {
        for (int i = 0; i < ORDER.size(); i++) {
            for (String below : ORDER.subList(i + 1, ORDER.size())) {
                noClasses()
                        .that()
                        .resideInAPackage("outlayer." + ORDER.get(i))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("outlayer." + below)
                        .allowEmptyShould(true)
                        .check(classes);
            }
        }
    }

    @Test
    void nothingHereKnowsSparkHadoopOrScala() {
        noClasses()
                .that()
                .resideInAPackage("outlayer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "org.apache.parquet..", "scala..")
                .check(classes);
    }

    @Test
    void onlyTheModelAndTheFlowsKnowDjl() {
        noClasses()
                .that()
                .resideOutsideOfPackages("outlayer.torch", "outlayer.lm", "outlayer.flow")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(classes);
    }
}
