package dev.litevps.api.platform;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The demo account and catalogue.
 *
 * @param enabled whether to set them up; even then only where the server listens on a loopback address and brings its
 *     own database
 */
@ConfigurationProperties("litevps.demo")
record DemoProperties(@DefaultValue("true") boolean enabled) {}
