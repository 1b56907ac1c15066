package dev.litevps.bench;

import java.time.Instant;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The least that WebFlux can be asked for: one annotated method that answers a small JSON object. */
final class HelloServer implements AutoCloseable {

    private final AnnotationConfigApplicationContext context;
    private final DisposableServer server;

    private HelloServer(AnnotationConfigApplicationContext context, DisposableServer server) {
        this.context = context;
        this.server = server;
    }

    /** On a free port of 127.0.0.1. */
    static HelloServer start() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Application.class);
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(
                        WebHttpHandlerBuilder.applicationContext(context).build()))
                .bindNow();
        return new HelloServer(context, server);
    }

    String url() {
        return "http://127.0.0.1:" + server.port() + "/hello";
    }

    @Override
    public void close() {
        server.disposeNow();
        context.close();
    }

    @EnableWebFlux
    static class Application {

        @Bean
        HelloController helloController() {
            return new HelloController();
        }
    }

    record Greeting(String id, String text, int number, Instant at) {}

    @RestController
    static class HelloController {

        private static final Greeting GREETING = new Greeting("hello", "hello, world", 42, Instant.EPOCH);

        @GetMapping("/hello")
        Mono<Greeting> hello() {
            return Mono.just(GREETING);
        }
    }
}
