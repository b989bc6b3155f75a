package io.jenkins.plugins.attune.cli;

import java.util.stream.Collectors;

/** Breaks text into lines that fit. */
final class TextWrap {
    private TextWrap() {}

    /** Breaks at spaces; the author's own line ends are kept, and a word that is too long stays whole. */
    static String wrap(String text, String indent, int width) {
        return text.strip().lines().map(line -> wrapLine(line, indent, width)).collect(Collectors.joining("\n"));
    }

    private static String wrapLine(String line, String indent, int width) {
        StringBuilder wrapped = new StringBuilder(indent);
        int column = indent.length();
        for (String word : line.strip().split("\\s+")) {
            if (column > indent.length() && column + 1 + word.length() > width) {
                wrapped.append('\n').append(indent);
                column = indent.length();
            } else if (column > indent.length()) {
                wrapped.append(' ');
                column++;
            }
            wrapped.append(word);
            column += word.length();
        }
        return wrapped.toString().stripTrailing();
    }
}
