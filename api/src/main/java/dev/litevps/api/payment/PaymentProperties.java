package dev.litevps.api.payment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How payments are handled, whoever the provider is.
 *
 * @param creditPatience how long the request that brings a payment has to credit it before a worker does
 */
@ConfigurationProperties("litevps.payment")
public record PaymentProperties(@DefaultValue("30s") Duration creditPatience) {}
