package dev.litevps.api.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.api.postgres.EmbeddedPostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class FailedStartTest {

    @Test
    void saysInOneLineThatTheDataFolderCannotBeWritten(@TempDir Path folder, CapturedOutput output) throws IOException {
        Path data = Files.createFile(folder.resolve("file")).resolve("data");

        assertThatThrownBy(() -> start(Database.class, Map.of("data", data.toString())))
                .hasRootCauseInstanceOf(IOException.class);

        assertThat(output.getOut().lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .contains("LiteVPS did not start. The data folder " + data + " cannot be written: ");
        assertThat(output).doesNotContain("APPLICATION FAILED TO START").doesNotContain("\tat ");
    }

    @Test
    void saysInOneLineThatThePortIsTaken(CapturedOutput output) {
        assertThatThrownBy(() -> start(TakenPort.class, Map.of())).hasRootCauseInstanceOf(PortInUseException.class);

        assertThat(output.getOut().lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .endsWith("LiteVPS did not start. Port 8080 is in use by another program:"
                        + " stop it, or choose another with --port.");
    }

    private static void start(Class<?> configuration, Map<String, Object> properties) {
        new SpringApplicationBuilder(configuration)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .properties(properties)
                .run()
                .close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Database {
        @Bean
        EmbeddedPostgresServer server(@Value("${data}") Path folder) {
            return EmbeddedPostgresServer.start(folder);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TakenPort {
        @Bean
        Object webServer() {
            throw new PortInUseException(8080);
        }
    }
}
