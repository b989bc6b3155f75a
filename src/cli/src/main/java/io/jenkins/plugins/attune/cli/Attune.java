package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command as a whole: finds the part that is asked for, and turns what goes wrong into a message and a code. */
@Command(
        name = "attune",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = CliVersion.class,
        usageHelpAutoWidth = true,
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%nArguments:%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%n",
        description =
                "Runs the actions of Attune packs on this machine, the way Jenkins does, and helps to write them.",
        footer = {
            "Packs are looked for in ./packs and among those installed; the core pack comes",
            "with this command.",
            "",
            "@|bold Examples:|@",
            "  attune run core.echo message='hello'        run an action",
            "  attune show core.http_request               what it takes, and how to call it",
            "  attune validate                             check the packs in ./packs",
            "  attune run --help                           all about running",
        })
final class Attune implements Runnable {
    private static final String JSON_OPTION = "--json";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Attune() {}

    /** Runs the command; never throws for anything a user or a pack may do. */
    static int execute(Surroundings surroundings, String... arguments) {
        Terminal terminal = surroundings.terminal();
        ErrorReport errors = new ErrorReport(terminal, List.of(arguments).contains(JSON_OPTION));
        CommandLine commands = commandLine(surroundings, arguments);
        commands.setExecutionExceptionHandler((error, command, parsed) -> {
            boolean debug = command.getCommand() instanceof AttuneCommand failed && failed.debug();
            return errors.show(error, debug);
        });
        commands.setParameterExceptionHandler((error, ignored) -> errors.show(usage(error), false));
        int code = commands.execute(arguments);
        terminal.err().flush();
        return code;
    }

    private static CommandLine commandLine(Surroundings surroundings, String... arguments) {
        Terminal terminal = surroundings.terminal();
        Map<String, Function<Surroundings, AttuneCommand>> parts = new LinkedHashMap<>();
        parts.put("run", RunCommand::new);
        parts.put("show", ShowCommand::new);
        parts.put("list", ListCommand::new);
        parts.put("keys", KeysCommand::new);
        parts.put("coverage", CoverageCommand::new);
        parts.put("validate", ValidateCommand::new);
        parts.put("test", TestCommand::new);
        parts.put("env", EnvCommand::new);
        parts.put("pack", PackCommand::new);
        // Each takes milliseconds to read, so one that is named is the only one.
        if (arguments.length > 0 && parts.containsKey(arguments[0])) {
            parts.keySet().retainAll(Set.of(arguments[0]));
        }
        CommandLine commands = new CommandLine(new Attune());
        parts.forEach((name, part) -> {
            AttuneCommand command = part.apply(surroundings);
            commands.addSubcommand(name, command instanceof CommandGroup group ? group.withParts() : command);
        });
        commands.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.ansi()));
        // name@file is an argument of ours; @file would be picocli's.
        commands.setExpandAtFiles(false);
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        return commands;
    }

    private static AttuneException usage(ParameterException error) {
        CommandLine command = error.getCommandLine();
        String remedy = "See '" + command.getCommandSpec().qualifiedName() + " --help'.";
        if (error instanceof UnmatchedArgumentException unmatched) {
            List<String> meant = unmatched.getSuggestions();
            if (!meant.isEmpty()) {
                remedy = "Did you mean " + String.join(" or ", meant) + "? " + remedy;
            }
        }
        return new UsageException(String.valueOf(error.getMessage()), remedy);
    }

    /** Called where no command was named. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing: " + String.join(", ", spec.subcommands().keySet()));
    }
}
