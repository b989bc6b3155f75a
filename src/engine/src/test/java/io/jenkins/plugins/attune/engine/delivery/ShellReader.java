package io.jenkins.plugins.attune.engine.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Has one shell read many dotenv documents. */
final class ShellReader {
    private ShellReader() {}

    /** The variables of each document, by {@code eval "$(cat)"}. */
    static List<Map<String, String>> eval(List<byte[]> documents, List<Map<String, String>> expected) throws Exception {
        Path directory = Files.createTempDirectory("documents");
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        for (int i = 0; i < documents.size(); i++) {
            Path file = Files.write(directory.resolve(Integer.toString(i)), documents.get(i));
            StringBuilder lines = new StringBuilder("(eval \"$(cat '" + file + "')\"\n");
            expected.get(i).keySet().forEach(name -> lines.append("printf '%s\\0' \"$" + name + "\"\n"));
            script.writeBytes(lines.append(")\n").toString().getBytes(StandardCharsets.UTF_8));
        }
        Path program = Files.write(directory.resolve("script"), script.toByteArray());
        Process shell = new ProcessBuilder("sh", program.toString())
                .directory(directory.toFile())
                .start();
        shell.getOutputStream().close();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Iterator<String> values = List.of(said.split("\0", -1)).iterator();
        List<Map<String, String>> read = new ArrayList<>();
        for (Map<String, String> set : expected) {
            Map<String, String> variables = new TreeMap<>();
            set.keySet().forEach(name -> variables.put(name, values.next()));
            read.add(variables);
        }
        for (Path file : Files.list(directory).toList()) {
            Files.delete(file);
        }
        Files.delete(directory);
        return read;
    }
}
