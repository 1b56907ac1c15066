package dev.litevps.api.template;

import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Page;
import dev.litevps.api.web.Pages;
import dev.litevps.query.template.TemplateQueries;
import dev.litevps.query.template.TemplateRow;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code GET /api/templates}. */
@RestController
@RequestMapping("/api/templates")
class TemplateController {

    private final TemplateQueries templates;
    private final Pages pages;

    TemplateController(TemplateQueries templates, Pages pages) {
        this.templates = templates;
        this.pages = pages;
    }

    /**
     * A template: what a VPS has that is asked for with it, unless the request says otherwise.
     *
     * @param memoryMb in MiB
     * @param diskGb in GiB
     * @param userData what cloud-init gets; null if nothing
     * @param ttlMinutes how long the VPS lives; null if until somebody destroys it
     */
    record TemplateResponse(
            String slug,
            String name,
            String description,
            int vcpu,
            int memoryMb,
            int diskGb,
            @Nullable String userData,
            @Nullable Integer ttlMinutes) {

        static TemplateResponse of(TemplateRow row) {
            return new TemplateResponse(
                    row.slug(),
                    row.name(),
                    row.description(),
                    row.resources().vcpu(),
                    row.resources().memoryMb(),
                    row.resources().diskGb(),
                    row.userData(),
                    row.ttlMinutes());
        }
    }

    /** The one that was ordered most first. */
    @GetMapping
    Mono<ResponseEntity<List<TemplateResponse>>> list(
            @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        Page page = pages.asked(exchange, caller, Page.Bounds.LIST);
        return templates
                .byPopularity()
                .collectList()
                .map(rows -> page.answerFrom(
                        rows,
                        Page.Position.ASCENDING,
                        row -> new Page.Position(-row.timesOrdered(), row.slug()),
                        TemplateResponse::of));
    }

    @GetMapping("/{slug}")
    Mono<TemplateResponse> get(@PathVariable String slug) {
        return templates
                .bySlug(slug)
                .map(TemplateResponse::of)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("template")));
    }
}
