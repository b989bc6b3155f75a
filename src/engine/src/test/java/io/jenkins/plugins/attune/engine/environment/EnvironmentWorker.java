package io.jenkins.plugins.attune.engine.environment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that asks for one environment many times at once, and says how many times it got it. */
final class EnvironmentWorker {
    private EnvironmentWorker() {}

    /** @param arguments directory of the machine, path of the installer, number of requests */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Machine machine = new Machine(directory);
        EnvironmentRequest request =
                machine.request(directory.resolve("packs/one"), Machine.scripted(Path.of(arguments[1])));
        Environments environments = machine.process();
        List<CompletableFuture<Optional<Lease>>> all = new ArrayList<>();
        int wanted = Integer.parseInt(arguments[2]);
        for (int i = 0; i < wanted; i++) {
            EnvironmentOrder order = new EnvironmentOrder(
                    ProcessHandle.current().pid() + "-" + i,
                    null,
                    InstallerCredentials.none(),
                    BuildListener.silent(),
                    false);
            all.add(environments.acquire(request, order));
        }
        int got = 0;
        for (CompletableFuture<Optional<Lease>> one : all) {
            got += one.get(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS).isPresent() ? 1 : 0;
        }
        System.out.println("got " + got);
        System.exit(0);
    }
}
