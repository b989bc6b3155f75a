package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * How the owner of a ticket is written down that was an item of Jenkins' queue when it asked: the job, and which item.
 * The label of every other owner is the externalizable id of its build.
 */
record ItemLabel(String job, long item) {
    private static final String MARK = "#item-";

    static String of(String job, long item) {
        return job + MARK + item;
    }

    /** Null for the label of a build. */
    @CheckForNull
    static ItemLabel parse(String label) {
        int mark = label.lastIndexOf(MARK);
        if (mark < 0) {
            return null;
        }
        String number = label.substring(mark + MARK.length());
        return number.chars().allMatch(Character::isDigit) && !number.isEmpty()
                ? new ItemLabel(label.substring(0, mark), Long.parseLong(number))
                : null;
    }

    /**
     * The externalizable id of an owner's build; where there is none yet, the label itself, which is none.
     *
     * @param label of any owner
     */
    static String build(String label) {
        ItemLabel item = parse(label);
        ItemTicket ticket = item == null ? null : ItemTickets.get().find(item.item());
        String build = ticket == null ? null : ticket.build();
        return build == null ? label : build;
    }
}
