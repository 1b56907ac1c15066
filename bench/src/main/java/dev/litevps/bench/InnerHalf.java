package dev.litevps.bench;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** The application without its edge, hosts and processes: the event store and the aggregates, with the views or without. */
final class InnerHalf {

    private InnerHalf() {}

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan({"dev.litevps.api.eventstore", "dev.litevps.command"})
    @Import(BenchmarkTerms.class)
    static class WithoutViews {}

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan({"dev.litevps.api.eventstore", "dev.litevps.command", "dev.litevps.query"})
    @Import(BenchmarkTerms.class)
    static class WithViews {}
}
