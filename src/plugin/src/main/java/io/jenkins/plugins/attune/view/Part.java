package io.jenkins.plugins.attune.view;

import hudson.Util;
import hudson.util.HttpResponses;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Which part of a list is told.
 *
 * @param from index of the first
 * @param limit how many at most
 */
public record Part(int from, int limit) {
    private static final int BAD_REQUEST = 400;

    public Part {
        if (from < 0 || limit < 1) {
            throw new IllegalArgumentException(from + ", " + limit);
        }
    }

    /** As the parameters {@code from} and {@code limit} say it; what makes no sense is answered with status 400. */
    public static Part of(StaplerRequest2 request, int most) {
        return new Part(number(request, "from", 0, 0, Integer.MAX_VALUE / 2), number(request, "limit", most, 1, most));
    }

    private static int number(StaplerRequest2 request, String name, int otherwise, int least, int most) {
        String text = Util.fixNull(request.getParameter(name)).strip();
        try {
            int number = text.isEmpty() ? otherwise : Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused(name, least, most);
        }
        throw refused(name, least, most);
    }

    private static RuntimeException refused(String name, int least, int most) {
        return HttpResponses.errorWithoutStack(BAD_REQUEST, Messages.Part_bounds(name, least, most));
    }

    /** Index behind the last. */
    public int to() {
        return from + limit;
    }

    public <T> List<T> of(List<T> all) {
        return all.subList(Math.min(from, all.size()), Math.min(to(), all.size()));
    }

    /** What an address needs to ask for the next part with the same filter. */
    public String next(String filterName, String filter) {
        String asked = "from=" + to() + "&limit=" + limit;
        return filter.isEmpty()
                ? asked
                : asked + "&" + filterName + "=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }
}
