package io.jenkins.plugins.attune.run;

/**
 * The id of an item's ticket.
 *
 * @param item of Jenkins' queue, as Jenkins numbers it
 * @param turn tells the tickets of an item apart; after a crash Jenkins may give the number of an item again
 */
record ItemTicketId(long item, long turn) {
    private static final String PREFIX = "item-";

    /** Whether it is one; the ids of other tickets are made of hexadecimal digits and dashes. */
    static boolean isOne(String text) {
        return text.startsWith(PREFIX);
    }

    static ItemTicketId parse(String text) {
        String[] numbers = text.substring(PREFIX.length()).split("\\.", -1);
        return new ItemTicketId(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }

    static ItemTicketId first(long item) {
        return new ItemTicketId(item, System.currentTimeMillis());
    }

    ItemTicketId next() {
        return new ItemTicketId(item, turn + 1);
    }

    @Override
    public String toString() {
        return PREFIX + item + "." + turn;
    }
}
