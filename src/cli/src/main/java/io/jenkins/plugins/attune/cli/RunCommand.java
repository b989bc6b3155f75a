package io.jenkins.plugins.attune.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.delivery.ParameterDelivery;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.execution.RunLimits;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.ResolvedAction;
import io.jenkins.plugins.attune.engine.run.AskedLimits;
import io.jenkins.plugins.attune.engine.run.LimitPolicy;
import io.jenkins.plugins.attune.engine.run.RunCall;
import io.jenkins.plugins.attune.engine.run.RunKeySet;
import io.jenkins.plugins.attune.engine.run.RunPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune run}: runs one action, and is in a pipe what the action would be. */
@Command(
        name = "run",
        description =
                "Runs an action. Its standard output and standard error become those of this command, as they are "
                        + "written, and its exit code becomes the exit code.",
        footer = {
            "@|bold Parameters|@",
            "  name=value    of the type the action declares: 3, true, [1,2], text",
            "  name:=json    any JSON value",
            "  name@file     what is in a file: text; JSON for an array or an object",
            "What is given so comes before what is in the file of --params.",
            "",
            "@|bold Secrets|@",
            "A parameter that the action marks secret is given by --secret only. It",
            "reaches the action on its standard input or in a private file, never in its",
            "environment or arguments. With env:, other programs of the same user can read",
            "the variable in the environment of this command; file: and prompt leave no",
            "such trace. file: may name a pipe, such as <(pass show token).",
            "",
            "@|bold Keys|@",
            "Many published actions take no secret, but the reference of a key that they",
            "ask the platform for. --key answers for the platform, on this machine and for",
            "this run only; attune show tells of an action which key it wants.",
            "",
            "@|bold Examples:|@",
            "  attune run core.echo message='hello'",
            "  attune run core.http_request url=https://example.org --json | jq .output",
            "  attune run core.http_request --params request.yaml method=POST",
            "  attune run vault.health --key vault_credentials=file:vault.json",
            "  attune run my.deploy version=3 --secret token=env:TOKEN --timeout 10m",
        },
        exitCodeListHeading =
                "%n@|bold Exit codes|@ (an action may use the same: 'status' in --json tells them apart)%n",
        exitCodeList = {
            "n:the action's own",
            "64:the call is wrong: usage, parameters, unknown action",
            "65:the pack is broken, the action can't run here, or --strict-output found a bad result",
            "69:the interpreter is not there, or the environment can't be built",
            "70:internal error",
            "77:not allowed",
            "124:the time limit was reached",
            "130:interrupted",
            "141:nobody reads the output any more"
        })
final class RunCommand extends AttuneCommand {
    @Parameters(index = "0", paramLabel = "<action>", description = "Such as core.echo.")
    private String action = "";

    @Parameters(index = "1..*", paramLabel = "<parameter>", description = "name=value, name:=json or name@file.")
    private List<String> assignments = new ArrayList<>();

    @Mixin
    private PacksOption packs = new PacksOption();

    @Mixin
    private InstallOptions install = new InstallOptions();

    @Option(
            names = "--params",
            paramLabel = "FILE",
            description = "Parameters as a mapping in JSON or YAML; - reads standard input.")
    @CheckForNull
    private String parameterFile;

    @Option(
            names = "--secret",
            paramLabel = "NAME=SOURCE",
            description = "A secret parameter, read from env:VARIABLE, file:PATH or prompt.")
    private List<String> secrets = new ArrayList<>();

    @Option(
            names = "--key",
            paramLabel = "REF=SOURCE",
            description = "A key that the action asks the platform for, read from env:VARIABLE, file:PATH or prompt; "
                    + "an object where the text is one in JSON.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--write-key",
            paramLabel = "REF=file:PATH",
            description = "Where a key goes that the action writes: a file for this user alone.")
    private List<String> writeKeys = new ArrayList<>();

    @Option(names = "--env", paramLabel = "NAME=VALUE", description = "A variable for the action's environment.")
    private List<String> variables = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Quantities.DurationConverter.class,
            description = "Time limit, such as 30s, 5m or 1h30m. Default: the action's own, else 1h.")
    @CheckForNull
    private Duration timeout;

    @Option(
            names = "--log-limit",
            paramLabel = "SIZE",
            converter = Quantities.SizeConverter.class,
            description = "How much of each output stream is kept; what is over is left out in the middle. "
                    + "Default: 10MiB.")
    private Long logLimit = RunLimits.DEFAULT_STREAM_BYTES;

    @Option(
            names = "--result-limit",
            paramLabel = "SIZE",
            converter = Quantities.SizeConverter.class,
            description = "How much of standard output is read as the result. Default: 1MiB.")
    private Long resultLimit = (long) RunLimits.DEFAULT_RESULT_BYTES;

    @Option(names = "--strict-output", description = "Fail where the result is not what the action declares.")
    private boolean strictOutput;

    @Option(names = "--json", description = "Print one JSON document with result, both streams and timings instead.")
    private boolean json;

    RunCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws AttuneException, IOException, InterruptedException {
        ActionRef ref = ActionRefs.parse(action);
        List<Assignment> given = new ArrayList<>();
        for (String assignment : assignments) {
            given.add(Assignment.parse(assignment));
        }
        Map<String, String> environment = Variables.parse(variables);
        PackSources sources = packs.sources(surroundings());
        PackCatalog catalog = sources.around(ref);
        ResolvedAction resolved = catalog.resolveRunnable(ref);
        AskedLimits limits = new AskedLimits(timeout, logLimit, null, resultLimit);
        RunCall.Options options = new RunCall.Options(limits, LimitPolicy.widest(), environment, strictOutput, false);
        InstallSettings settings = install.settings(surroundings());
        ObjectNode parameters = parameters(resolved, given);
        KeyFiles files = KeyFiles.parse(surroundings(), writeKeys);
        boolean withKeys = !keys.isEmpty() || !files.isEmpty();
        try (RunKeySet bound = withKeys ? KeyArguments.read(surroundings(), keys) : RunKeySet.none()) {
            RunCall call = new RunCall(ref, parameters, readSecrets(resolved), options);
            try (RunPlan plan = RunPlan.of(catalog, call, bound)) {
                return new RunSession(surroundings(), sources.core(), settings, json).run(plan, files);
            }
        }
    }

    private ObjectNode parameters(ResolvedAction resolved, List<Assignment> given) throws AttuneException, IOException {
        InputFiles files = new InputFiles(surroundings());
        ObjectNode parameters = parameterFile == null
                ? JsonNodeFactory.instance.objectNode()
                : new ParameterFile(files).read(parameterFile);
        new ParameterArguments(files, resolved.action()).addTo(parameters, given);
        return parameters;
    }

    private Map<String, SecretValue> readSecrets(ResolvedAction resolved) throws UsageException, IOException {
        // What becomes a file again may be a key or an archive, to which every byte belongs.
        Predicate<String> toFile = name -> resolved.action()
                .contract()
                .parameters()
                .property(name)
                .filter(property -> property.delivery() == ParameterDelivery.FILE)
                .isPresent();
        return SecretArguments.forParameters(surroundings(), toFile).read(secrets);
    }
}
