package outlayer.jobs.cli;

import java.util.Map;

/** What a process is part of, by what its environment says. */
final class Platform {

    private Platform() {}

    static String of(Map<String, String> environment) {
        String databricks = environment.getOrDefault("DATABRICKS_RUNTIME_VERSION", "");
        if (!databricks.isEmpty()) {
            return "Databricks runtime " + databricks;
        }
        String home = environment.getOrDefault("SPARK_HOME", "");
        String spark = home.isEmpty() ? "resolved by Maven" : "SPARK_HOME=" + home;
        return environment.containsKey("KUBERNETES_SERVICE_HOST") ? spark + ", in a pod of Kubernetes" : spark;
    }
}
