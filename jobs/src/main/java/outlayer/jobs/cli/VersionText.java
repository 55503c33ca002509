package outlayer.jobs.cli;

import outlayer.jobs.run.CodeVersion;
import picocli.CommandLine.IVersionProvider;

/** What `--version` prints. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"outlayer " + CodeVersion.current()};
    }
}
