package outlayer.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionsTest {

    @Test
    void thisMachineIsFit() {
        assertThat(Versions.found().complaints()).isEmpty();
        assertThat(Versions.found().spark()).startsWith("4.0.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.0.0", "4.0.1", "4.0"})
    void thatLineWillDo(String spark) {
        assertThatCode(() -> new Versions(spark, "2.13.16", 17).require()).doesNotThrowAnyException();
        assertThatCode(() -> new Versions(spark, "2.13.16", 21).require()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.3", "4.1.0", "4.00.1", "40.1"})
    void anotherLineOfSparkIsNamed(String spark) {
        assertThatThrownBy(() -> new Versions(spark, "2.13.16", 17).require())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "found Spark " + spark + ", expected 4.0 (Databricks 17.3 LTS): run it on such a cluster, or"
                                + " unset SPARK_HOME to use the Spark that Maven resolved");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThat(new Versions("3.5.3", "2.12.18", 11).complaints())
                .hasSize(3)
                .contains("found Scala 2.12.18, expected 2.13: take the build of Spark for Scala 2.13")
                .contains("found Java 11, expected 17 or later: set JAVA_HOME, on executors as well");
    }

    @Test
    void aClientOfSparkConnectIsRefused() {
        assertThatThrownBy(() -> SessionKind.require("org.apache.spark.sql.connect.SparkSession"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "This is a session of Spark Connect (org.apache.spark.sql.connect.SparkSession), as Databricks"
                                + " gives it in standard and serverless compute: expected one with a SparkContext. Choose compute"
                                + " with dedicated access mode (conf/databricks/README.md)");
        assertThatCode(() -> SessionKind.require("org.apache.spark.sql.classic.SparkSession"))
                .doesNotThrowAnyException();
    }
}
