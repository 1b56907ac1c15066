package dev.litevps.api.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The files that the description is written in, as one document: the frame, and what each of the others adds to it. */
final class DescriptionFiles {

    private static final String FRAME = "base.yaml";
    private static final String ALL = "classpath:openapi/*.yaml";

    private final JsonMapper json;

    DescriptionFiles(JsonMapper json) {
        this.json = json;
    }

    /** Of all that the files say. {@link IllegalStateException} if two say something of the same thing. */
    ObjectNode merge() {
        try {
            List<Resource> files = Arrays.stream(new PathMatchingResourcePatternResolver().getResources(ALL))
                    .sorted(Comparator.comparing(file -> String.valueOf(file.getFilename())))
                    .toList();
            ObjectNode whole = json.createObjectNode();
            for (Resource file : files) {
                if (FRAME.equals(file.getFilename())) {
                    whole = read(file);
                }
            }
            whole.withObject("/paths");
            for (Resource file : files) {
                if (!FRAME.equals(file.getFilename())) {
                    add(read(file), whole);
                }
            }
            return whole;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode read(Resource file) throws IOException {
        try (InputStream content = file.getInputStream()) {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(content);
            return json.<JsonNode>valueToTree(tree).asObject();
        }
    }

    private static void add(ObjectNode part, ObjectNode whole) {
        addAll(part.path("paths"), whole.withObject("/paths"));
        part.path("components")
                .properties()
                .forEach(kind -> addAll(kind.getValue(), whole.withObject("/components/" + kind.getKey())));
    }

    private static void addAll(JsonNode additions, ObjectNode target) {
        additions.properties().forEach(addition -> {
            if (target.putIfAbsent(addition.getKey(), addition.getValue()) != null) {
                throw new IllegalStateException("the description has " + addition.getKey() + " twice");
            }
        });
    }
}
