package io.jenkins.plugins.attune.catalog;

import java.io.IOException;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * How many packs there are.
 *
 * @param faulty those with errors
 * @param actions of all packs that can be used
 */
@ExportedBean(defaultVisibility = 999)
public record PackNumbers(int total, int faulty, int actions) {
    public static PackNumbers now() throws IOException {
        List<PackSummary> packs = KnownPacks.now().all();
        return new PackNumbers(
                packs.size(),
                (int) packs.stream().filter(pack -> pack.getErrorCount() > 0).count(),
                packs.stream().mapToInt(PackSummary::getActionCount).sum());
    }

    @Exported
    public int getTotal() {
        return total;
    }

    @Exported
    public int getFaulty() {
        return faulty;
    }

    @Exported
    public int getActions() {
        return actions;
    }
}
