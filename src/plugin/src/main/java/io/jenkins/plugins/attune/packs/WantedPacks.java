package io.jenkins.plugins.attune.packs;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.engine.source.PackSpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Has the packs installed that the configuration names: when Jenkins starts, when the configuration is saved, and once
 * an hour while one is missing. A pack that is there in a version that fits is never touched.
 */
@Extension
public final class WantedPacks extends SaveableListener {
    private static final Logger LOGGER = Logger.getLogger(WantedPacks.class.getName());

    static WantedPacks get() {
        return ExtensionList.lookupSingleton(WantedPacks.class);
    }

    /** So that nobody who holds the lock of Jenkins' queue is the first to ask for the packs. */
    @Initializer(after = InitMilestone.SYSTEM_CONFIG_ADAPTED, before = InitMilestone.JOB_LOADED)
    public static void readPacks() {
        try {
            PackLibrary.get().shelf();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the packs can't be read; each run that needs them tells why", e);
        }
    }

    /** After the configuration is complete, be it read from code. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void started() {
        get().install();
    }

    @Override
    public void onChange(Saveable saved, XmlFile file) {
        if (saved instanceof AttuneConfiguration) {
            install();
        }
    }

    /** Asks for what is missing; what is under way already is not asked for twice. */
    void install() {
        try {
            List<PackSpec> missing = missing();
            if (!missing.isEmpty()) {
                PackDesk.get().installWanted(missing);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the packs that the configuration names can't be installed", e);
        }
    }

    private static List<PackSpec> missing() throws IOException {
        List<PackSpec> wanted = AttuneConfiguration.get().getPacks().specs();
        if (wanted.isEmpty()) {
            return wanted;
        }
        PackShelf shelf = PackLibrary.get().shelf();
        return wanted.stream().filter(spec -> !isThere(spec, shelf)).toList();
    }

    /** A pack whose files are gone is not there; one with errors in it is. */
    private static boolean isThere(PackSpec spec, PackShelf shelf) {
        return shelf.find(spec.ref())
                .filter(pack -> spec.admits(pack.version()))
                .filter(pack -> pack.isCore() || pack.loaded().pack() != null)
                .isPresent();
    }

    /** What could not be installed, with the reason. */
    Map<String, String> failures() throws IOException {
        Map<String, String> failures = new LinkedHashMap<>();
        for (PackSpec spec : missing()) {
            PackDesk.get()
                    .task(spec.ref())
                    .filter(PackTask::hasFailed)
                    .ifPresent(task -> failures.put(spec.toString(), task.message()));
        }
        return failures;
    }
}
