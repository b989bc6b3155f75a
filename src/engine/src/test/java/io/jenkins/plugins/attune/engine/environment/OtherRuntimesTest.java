package io.jenkins.plugins.attune.engine.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot;
import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import io.jenkins.plugins.attune.engine.runtime.InterpreterFinder;
import io.jenkins.plugins.attune.engine.runtime.InterpreterPlaces;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runtimes that exist as a file of a pack only; the programs are stand-ins that note how they were called. */
class OtherRuntimesTest {
    @TempDir
    Path directory;

    private Machine machine;
    private Path tools;

    @BeforeEach
    void prepare() throws Exception {
        machine = new Machine(directory);
        tools = Files.createDirectories(directory.resolve("tools"));
        machine.variable("PATH", tools + ":" + System.getenv("PATH"));
    }

    @AfterEach
    void close() throws Exception {
        machine.close();
    }

    @Test
    void perlModulesAreInstalledByADescriptorAlone() throws Exception {
        tool("perl", "This is perl 5, version 36, subversion 0 (v5.36.0)");
        tool("cpanm", "");
        Path pack = machine.pack("one", "cpanfile", "requires 'JSON::PP';\n", "runtimes/perl.yaml", """
                ref: one.perl
                name: Perl
                aliases: [perl]
                distributions:
                  verification:
                    commands:
                      - {binary: perl, args: ["-v"], pattern: "\\\\(v(\\\\d+\\\\.\\\\d+\\\\.\\\\d+)\\\\)", priority: 1}
                execution_config:
                  interpreter: {binary: perl, args: [], file_extension: ".pl"}
                  environment: {env_type: local_lib, dir_name: local, create_command: []}
                  dependencies:
                    manifest_file: cpanfile
                    install_command: [cpanm, --notest, -L, "{env_dir}", --installdeps, "{pack_dir}"]
                  env_vars:
                    PERL5LIB: {operation: prepend, value: "{env_dir}/lib/perl5", separator: ":"}
                """);

        try (Lease lease = machine.get(request(pack))) {
            assertThat(calls("cpanm")).containsExactly("--notest -L " + lease.directory() + " --installdeps " + pack);
            assertThat(lease.interpreter()).isNull();
            assertThat(lease.pack()).isEqualTo(pack);
        }
    }

    @Test
    void rubyGemsAreInstalledByADescriptorAloneAndTheLockIsPartOfTheKey() throws Exception {
        tool("ruby", "ruby 3.1.2p20 (2022-04-12 revision 4491bb740a)");
        tool("bundle", "");
        Path pack = machine.pack("one", "Gemfile", "gem 'rack'\n", "runtimes/ruby.yaml", """
                ref: one.ruby
                name: Ruby
                aliases: [ruby]
                distributions:
                  verification:
                    commands:
                      - {binary: ruby, args: ["--version"], pattern: "ruby (\\\\d+\\\\.\\\\d+\\\\.\\\\d+)", priority: 1}
                execution_config:
                  interpreter: {binary: ruby, args: [], file_extension: ".rb"}
                  environment: {env_type: bundle, dir_name: vendor, create_command: [sh, -c, 'mkdir "$1/gems"', sh, "{env_dir}"]}
                  dependencies:
                    manifest_file: Gemfile
                    install_command: [bundle, install, "--gemfile={manifest_path}", "--path={env_dir}/gems"]
                """);

        try (Lease lease = machine.get(request(pack))) {
            assertThat(lease.directory().resolve("gems")).isDirectory();
            machine.pack("one", "Gemfile.lock", "rack (3.0)\n");
            try (Lease locked = machine.get(request(pack))) {
                assertThat(locked.directory()).isNotEqualTo(lease.directory());
                assertThat(calls("bundle"))
                        .containsExactly(
                                "install --gemfile=" + pack + "/Gemfile --path=" + lease.directory() + "/gems",
                                "install --gemfile=" + pack + "/Gemfile --path=" + locked.directory() + "/gems");
            }
        }
    }

    private EnvironmentRequest request(Path pack) throws Exception {
        machine.pack("one", "pack.yaml", "ref: one\nlabel: One\nversion: 1.0.0\n");
        LoadedPack loaded = new PackLoader(List.of()).load(PackSnapshot.of(pack));
        assertThat(loaded.hasErrors()).isFalse();
        RuntimeDescriptor descriptor = loaded.pack().runtimes().get(0);
        InterpreterFinder finder = new InterpreterFinder();
        Interpreter found = finder.find(
                descriptor, VersionRange.any(), new InterpreterPlaces(List.of(), tools.toString(), name -> null));
        return machine.request(
                pack,
                new EnvironmentRequest.Runtime(
                        descriptor.ref(), descriptor.name(), finder.withVersion(descriptor, found)));
    }

    private void tool(String name, String says) throws Exception {
        Path file = tools.resolve(name);
        Files.writeString(file, "#!/bin/sh\necho \"$*\" >>" + tools + "/" + name + ".calls\necho '" + says + "'\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private List<String> calls(String name) throws Exception {
        return Files.readAllLines(tools.resolve(name + ".calls"));
    }
}
