package dev.litevps.api.admin;

import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.template.TemplateCommand;
import dev.litevps.command.template.TemplateCommand.AddTemplate;
import dev.litevps.command.template.TemplateCommand.PublishTemplate;
import dev.litevps.command.template.TemplateCommand.RetireTemplate;
import dev.litevps.command.template.TemplateCommand.ReviseTemplate;
import dev.litevps.events.Resources;
import dev.litevps.events.template.TemplateId;
import dev.litevps.query.template.TemplateQueries;
import dev.litevps.query.template.TemplateRow;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code /api/admin/templates}: all templates, with those that can no longer be ordered. */
@RestController
@RequestMapping("/api/admin/templates")
class AdminTemplateController {

    private final TemplateQueries queries;
    private final Commands commands;
    private final Clock clock;

    AdminTemplateController(TemplateQueries queries, Commands commands, Clock clock) {
        this.queries = queries;
        this.commands = commands;
        this.clock = clock;
    }

    /**
     * A new template; memory in MiB, disk in GiB. Without a description it has an empty one.
     *
     * @param userData what cloud-init gets in a VPS of this template, for everybody to read; null if nothing
     * @param ttlMinutes how long a VPS of this template lives; null if until somebody destroys it
     */
    record PublishRequest(
            @Nullable String slug,
            @Nullable String name,
            @Nullable String description,
            @Nullable Integer vcpu,
            @Nullable Integer memoryMb,
            @Nullable Integer diskGb,
            @Nullable String userData,
            @Nullable Integer ttlMinutes) {}

    /** What is to change; what is left out stays. The slug, the user data and the time to live cannot be changed. */
    record ReviseRequest(
            @Nullable String name,
            @Nullable String description,
            @Nullable Integer vcpu,
            @Nullable Integer memoryMb,
            @Nullable Integer diskGb,
            @Nullable String userData,
            @Nullable Integer ttlMinutes) {

        boolean changesWhatStays() {
            return userData != null || ttlMinutes != null;
        }

        boolean changesNothing() {
            return name == null && description == null && vcpu == null && memoryMb == null && diskGb == null;
        }
    }

    /**
     * A template.
     *
     * @param userData what cloud-init gets in a VPS of this template; null if nothing
     * @param ttlMinutes how long a VPS of this template lives; null if until somebody destroys it
     * @param timesOrdered how many VPSes were ever asked for with it
     */
    record AdminTemplateResponse(
            String slug,
            String name,
            String description,
            int vcpu,
            int memoryMb,
            int diskGb,
            @Nullable String userData,
            @Nullable Integer ttlMinutes,
            long timesOrdered,
            boolean retired) {

        static AdminTemplateResponse of(TemplateRow row) {
            return new AdminTemplateResponse(
                    row.slug(),
                    row.name(),
                    row.description(),
                    row.resources().vcpu(),
                    row.resources().memoryMb(),
                    row.resources().diskGb(),
                    row.userData(),
                    row.ttlMinutes(),
                    row.timesOrdered(),
                    row.isRetired());
        }
    }

    @GetMapping
    Flux<AdminTemplateResponse> list() {
        return queries.catalogue().map(AdminTemplateResponse::of);
    }

    @PostMapping
    Mono<ResponseEntity<AdminTemplateResponse>> publish(
            @RequestBody PublishRequest request, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        String slug = Required.value(request.slug(), "slug");
        AddTemplate command = new AddTemplate(new PublishTemplate(
                TemplateId.ofSlug(slug),
                slug,
                Required.value(request.name(), "name"),
                Objects.requireNonNullElse(request.description(), ""),
                new Resources(
                        Required.value(request.vcpu(), "vcpu"),
                        Required.value(request.memoryMb(), "memory_mb"),
                        Required.value(request.diskGb(), "disk_gb")),
                request.userData(),
                request.ttlMinutes(),
                clock.instant()));
        return commands.send(command, caller, exchange)
                .then(Mono.defer(() -> queries.catalogueEntry(slug)))
                .map(row -> ResponseEntity.created(URI.create("/api/templates/" + slug))
                        .body(AdminTemplateResponse.of(row)));
    }

    @PutMapping("/{slug}")
    Mono<AdminTemplateResponse> revise(
            @PathVariable String slug,
            @RequestBody ReviseRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        if (request.changesWhatStays()) {
            throw ApiException.badRequest(
                    "invalid_request", "user_data and ttl_minutes of a template cannot be changed: publish another");
        }
        if (request.changesNothing()) {
            throw ApiException.badRequest(
                    "invalid_request", "send a name, a description, a vcpu, a memory_mb or a disk_gb");
        }
        ReviseTemplate command = new ReviseTemplate(
                TemplateId.ofSlug(slug),
                request.name(),
                request.description(),
                request.vcpu(),
                request.memoryMb(),
                request.diskGb(),
                clock.instant());
        return sendToKnown(slug, command, caller, exchange);
    }

    /** Nothing can be ordered by it any more. Machines that were stay as they are, and repeating changes nothing. */
    @DeleteMapping("/{slug}")
    Mono<AdminTemplateResponse> retire(
            @PathVariable String slug, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return sendToKnown(slug, new RetireTemplate(TemplateId.ofSlug(slug), clock.instant()), caller, exchange);
    }

    private Mono<AdminTemplateResponse> sendToKnown(
            String slug, TemplateCommand command, Caller caller, ServerWebExchange exchange) {
        return queries.catalogueEntry(slug)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("template")))
                .then(Mono.defer(() -> commands.send(command, caller, exchange)))
                .then(Mono.defer(() -> queries.catalogueEntry(slug)))
                .map(AdminTemplateResponse::of);
    }
}
