package io.jenkins.plugins.attune.cli;

/**
 * One argument that gives a parameter.
 *
 * @param text what follows the name and the sign
 */
record Assignment(String name, Kind kind, String text) {
    /** How the text is meant. */
    enum Kind {
        /** {@code name=value}: as the action declares it. */
        VALUE,
        /** {@code name:=json}. */
        JSON,
        /** {@code name@file}: what is in a file. */
        FILE
    }

    /** Longest piece of an argument that is repeated in a message. */
    private static final int MAX_SHOWN = 40;

    static Assignment parse(String argument) throws UsageException {
        int sign = 0;
        while (sign < argument.length() && argument.charAt(sign) != '=' && argument.charAt(sign) != '@') {
            sign++;
        }
        boolean json = sign > 0 && sign < argument.length() && argument.startsWith(":=", sign - 1);
        int end = json ? sign - 1 : sign;
        if (sign == argument.length() || end == 0) {
            throw new UsageException(
                    "'" + shortened(argument) + "' gives no parameter: name=value, name:=json or name@file is expected",
                    "A value with spaces needs quotes: message='two words'.");
        }
        Kind kind = json ? Kind.JSON : argument.charAt(sign) == '@' ? Kind.FILE : Kind.VALUE;
        return new Assignment(argument.substring(0, end), kind, argument.substring(sign + 1));
    }

    private static String shortened(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
