package dev.litevps.api.template;

import dev.litevps.api.web.ApiException;
import dev.litevps.query.template.TemplateQueries;
import dev.litevps.query.template.TemplateRow;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code GET /api/templates}. */
@RestController
@RequestMapping("/api/templates")
class TemplateController {

    private final TemplateQueries templates;

    TemplateController(TemplateQueries templates) {
        this.templates = templates;
    }

    /** A template; memory in MiB, disk in GiB. */
    record TemplateResponse(String slug, String name, String description, int vcpu, int memoryMb, int diskGb) {

        static TemplateResponse of(TemplateRow row) {
            return new TemplateResponse(
                    row.slug(),
                    row.name(),
                    row.description(),
                    row.resources().vcpu(),
                    row.resources().memoryMb(),
                    row.resources().diskGb());
        }
    }

    /** The one that was ordered most first. */
    @GetMapping
    Flux<TemplateResponse> list() {
        return templates.byPopularity().map(TemplateResponse::of);
    }

    @GetMapping("/{slug}")
    Mono<TemplateResponse> get(@PathVariable String slug) {
        return templates
                .bySlug(slug)
                .map(TemplateResponse::of)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("template")));
    }
}
