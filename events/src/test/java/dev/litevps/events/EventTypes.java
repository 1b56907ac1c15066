package dev.litevps.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.serialization.Revision;

/** Every event of this module, found by the sealed interfaces that permit them. */
final class EventTypes {

    private EventTypes() {}

    static List<Class<?>> all() {
        Path classes = classes();
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
                    .map(EventTypes::load)
                    .filter(type -> type.isSealed() && type.isInterface())
                    .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
                    .sorted(Comparator.comparing(Class::getName))
                    .<Class<?>>map(type -> type)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The revision of an event's stored form. */
    static String revisionOf(Class<?> event) {
        Revision revision = event.getAnnotation(Revision.class);
        if (revision == null) {
            throw new AssertionError(event.getName() + " has no @Revision");
        }
        return revision.value();
    }

    private static Path classes() {
        try {
            return Path.of(Provenance.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        try {
            return Class.forName(name, false, EventTypes.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
