package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/** Which part of a list a caller wants, counted from 1. */
record Page(int number, int size) {
    private static final int DEFAULT_SIZE = 50;
    private static final int MAX_SIZE = 100;

    Page {
        number = Math.max(1, number);
        size = size < 1 ? DEFAULT_SIZE : Math.min(size, MAX_SIZE);
    }

    /** From a query such as {@code page=2&per_page=10}; what is no number is as if it were not there. */
    static Page of(@CheckForNull String query) {
        return new Page(number(query, "page"), number(query, "per_page"));
    }

    private static int number(@CheckForNull String query, String name) {
        if (query != null) {
            for (String part : query.split("&")) {
                String digits = part.startsWith(name + "=") ? part.substring(name.length() + 1) : "";
                if (digits.matches("[0-9]{1,6}")) {
                    return Integer.parseInt(digits);
                }
            }
        }
        return 0;
    }

    <T> List<T> of(List<T> all) {
        int from = (int) Math.min(all.size(), (number - 1L) * size);
        return all.subList(from, Math.min(all.size(), from + size));
    }

    /** Adds what a client needs to go on. */
    void describe(JsonWriter json, int total) {
        int pages = (total + size - 1) / size;
        json.name("pagination").open('{').member("page", number).member("page_size", size);
        json.member("total_items", total).member("total_pages", pages);
        json.name("has_previous").plain(Boolean.toString(number > 1));
        json.name("has_next").plain(Boolean.toString(number < pages)).close('}');
    }
}
