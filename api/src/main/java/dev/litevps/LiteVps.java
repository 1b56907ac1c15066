package dev.litevps;

import org.axonframework.springboot.autoconfig.AxonDbSchedulerAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Boots the whole of LiteVPS in one process: the rooms that are named here, and nothing that merely lies beside them. */
// The processes bring their own scheduler of deadlines.
@SpringBootApplication(
        proxyBeanMethods = false,
        exclude = AxonDbSchedulerAutoConfiguration.class,
        scanBasePackages = {"dev.litevps.api", "dev.litevps.command", "dev.litevps.query", "dev.litevps.saga"})
@ConfigurationPropertiesScan("dev.litevps.api")
public class LiteVps {

    public static void main(String[] arguments) {
        // The framework would greet whoever starts the server with an advertisement.
        System.setProperty("disable-axoniq-console-message", "true");
        SpringApplication.run(LiteVps.class, arguments);
    }
}
