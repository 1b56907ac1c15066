package dev.litevps.api.startup;

import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * What must be set up before real customers may come. Every part of the application that has a default for trying things
 * out brings a bean of this; in the {@code production} profile they are all asked before anything starts, so such a bean
 * can have no other beans.
 */
public interface ProductionRequirement {

    /**
     * What is missing, empty if nothing is.
     *
     * @param settings all settings of the application
     */
    List<MissingSetting> missing(Environment settings);

    /**
     * A setting that has to be made.
     *
     * @param setting its name, with its value where only one will do
     * @param otherwise what would happen without it, as a clause
     */
    record MissingSetting(String setting, String otherwise) {

        @Override
        public String toString() {
            return setting + " (otherwise " + otherwise + ")";
        }
    }

    /** The setting of this name as missing, if it has no value. */
    static List<MissingSetting> unlessSet(Environment settings, String name, String otherwise) {
        return StringUtils.hasText(settings.getProperty(name))
                ? List.of()
                : List.of(new MissingSetting(name, otherwise));
    }
}
