package dev.litevps.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Server;
import jakarta.annotation.PostConstruct;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NonNull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that OpenAPI Generator makes of the description compiles, and does the Quick Start. */
class GeneratedClientTest {

    /** Where the build puts it. */
    private static final Path GENERATOR =
            Path.of("target", "test-tools", "openapi-generator-cli.jar").toAbsolutePath();

    private static final Path QUICK_START =
            Path.of("src", "test", "contract", "quick-start", "QuickStart.java").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String OPTIONS = "openApiNullable=false,hideGenerationTimestamp=true,useJspecify=true,"
            + "useJakartaEe=true,apiPackage=client.api,modelPackage=client.model,invokerPackage=client";
    private static final String PARTS =
            "apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false";

    /** What generated clients stand on. */
    private static final List<Class<?>> LIBRARIES = List.of(
            ObjectMapper.class,
            JsonParser.class,
            JsonProperty.class,
            JavaTimeModule.class,
            PostConstruct.class,
            NonNull.class);

    @Test
    void aGeneratedClientDoesTheQuickStart(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isRegularFile(GENERATOR), "the generator of clients is not there: build with Maven first");
        Path classes = Files.createDirectory(folder.resolve("classes"));
        try (Server server = Server.start("litevps.hypervisor=simulated")) {
            Path description = folder.resolve("openapi.json");
            Files.writeString(
                    description,
                    new Client(server.url(), null).get("/openapi.json").text());

            generate(description, folder);
            compile(folder.resolve("client"), classes);
            ExternalProgram quickStart = ExternalProgram.run(
                    folder,
                    PATIENCE,
                    Map.of(),
                    List.of(
                            java(),
                            "-cp",
                            classes + File.pathSeparator + libraries(),
                            "QuickStart",
                            server.url(),
                            "agent@example.com",
                            "s3cr3t"));

            assertThat(quickStart.output().lines()).contains("exit code 0: my-vm");
            assertThat(quickStart.exitCode()).isZero();
        }
    }

    private static void generate(Path description, Path folder) throws IOException, InterruptedException {
        ExternalProgram generator = ExternalProgram.run(
                folder,
                PATIENCE,
                Map.of(),
                List.of(
                        java(),
                        "-jar",
                        GENERATOR.toString(),
                        "generate",
                        "--generator-name",
                        "java",
                        "--library",
                        "native",
                        "--input-spec",
                        description.toString(),
                        "--output",
                        "client",
                        "--global-property",
                        PARTS,
                        "--additional-properties",
                        OPTIONS));
        assertThat(generator.exitCode()).as(generator.output()).isZero();
    }

    private static void compile(Path client, Path classes) throws IOException, URISyntaxException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(client.resolve("src/main/java"))) {
            sources = new ArrayList<>(
                    files.filter(file -> file.toString().endsWith(".java")).toList());
        }
        assertThat(sources).hasSizeGreaterThan(50);
        sources.add(QUICK_START);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            problems,
                            manager,
                            null,
                            List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-classpath", libraries()),
                            null,
                            manager.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as("%s", problems).isTrue();
        }
    }

    private static String libraries() throws URISyntaxException {
        List<String> paths = new ArrayList<>();
        for (Class<?> library : LIBRARIES) {
            paths.add(Path.of(library.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return paths.stream().collect(Collectors.joining(File.pathSeparator));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
