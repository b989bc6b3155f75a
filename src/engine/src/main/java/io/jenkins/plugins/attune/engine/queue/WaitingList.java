package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.function.Consumer;

/**
 * The places of a line in the order of their ranks: a list whose links are the places themselves, so that anyone can
 * leave from anywhere at no cost. Guarded by the lock of {@link Queues}.
 */
final class WaitingList {
    @CheckForNull
    private Place first;

    @CheckForNull
    private Place last;

    private int size;

    @CheckForNull
    Place first() {
        return first;
    }

    int size() {
        return size;
    }

    /** Costs nothing for the highest rank, else as many steps as have higher ones. */
    void add(Place place) {
        Place before = last;
        while (before != null && before.rank() > place.rank()) {
            before = before.before;
        }
        link(before, place, before == null ? first : before.behind);
    }

    /** As {@link #add}, for a rank that is one of the lowest. */
    void addNearTheFront(Place place) {
        Place behind = first;
        while (behind != null && behind.rank() < place.rank()) {
            behind = behind.behind;
        }
        link(behind == null ? last : behind.before, place, behind);
    }

    private void link(@CheckForNull Place before, Place place, @CheckForNull Place behind) {
        place.before = before;
        place.behind = behind;
        place.linked = true;
        if (before == null) {
            first = place;
        } else {
            before.behind = place;
        }
        if (behind == null) {
            last = place;
        } else {
            behind.before = place;
        }
        size++;
    }

    void remove(Place place) {
        Place before = place.before;
        Place behind = place.behind;
        if (before == null) {
            first = behind;
        } else {
            before.behind = behind;
        }
        if (behind == null) {
            last = before;
        } else {
            behind.before = before;
        }
        place.before = null;
        place.behind = null;
        place.linked = false;
        size--;
    }

    void forEach(Consumer<Place> action) {
        Place place = first;
        while (place != null) {
            Place behind = place.behind;
            action.accept(place);
            place = behind;
        }
    }
}
