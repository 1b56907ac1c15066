package dev.litevps.api.vps;

import dev.litevps.api.web.ApiException;
import dev.litevps.events.Resources;
import dev.litevps.events.plan.PlanId;
import dev.litevps.query.plan.PlanQueries;
import dev.litevps.query.plan.PlanRow;
import dev.litevps.query.template.TemplateQueries;
import dev.litevps.query.template.TemplateRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Which plan a VPS that is asked for gets: the one that is named, or else the cheapest that has what is asked for. A machine
 * always has the size of its plan, and costs what the plan costs.
 */
@Component
class PlanChoice {

    private final PlanQueries plans;
    private final TemplateQueries templates;
    private final References references;

    PlanChoice(PlanQueries plans, TemplateQueries templates, References references) {
        this.plans = plans;
        this.templates = templates;
        this.references = references;
    }

    /**
     * What a request comes to.
     *
     * @param template the one that it names, if it does
     */
    record Choice(PlanId planId, @Nullable TemplateRow template) {}

    /** Fails with {@link ApiException} 400 if the template or the plan is unknown, or no plan has what is asked for. */
    Mono<Choice> choose(VpsCreation.Request request) {
        if (request.template() == null) {
            PlanId named = references.planId(VpsCreation.required(request.planId(), "plan_id"));
            return choose(named, size(request, Resources.NONE)).map(plan -> new Choice(plan, null));
        }
        PlanId named = request.planId() == null ? null : references.planId(request.planId());
        return templates
                .bySlug(request.template())
                .switchIfEmpty(
                        Mono.error(() -> ApiException.badRequest("unknown_template", "there is no such template")))
                .flatMap(template -> {
                    // What the request names overrides what the template says.
                    Resources defaults = named == null ? template.resources() : Resources.NONE;
                    return choose(named, size(request, defaults)).map(plan -> new Choice(plan, template));
                });
    }

    private Mono<PlanId> choose(@Nullable PlanId named, Resources least) {
        if (named == null) {
            return plans.cheapestThatCovers(least)
                    .map(PlanRow::id)
                    .switchIfEmpty(Mono.error(
                            () -> ApiException.badRequest("no_plan_fits", "no plan has as much as is asked for")));
        }
        return plans.byId(named)
                .filter(plan -> !plan.resources().covers(least))
                .<PlanId>flatMap(_ -> Mono.error(
                        ApiException.badRequest("no_plan_fits", "the plan does not have as much as is asked for")))
                .defaultIfEmpty(named);
    }

    private static Resources size(VpsCreation.Request request, Resources defaults) {
        return new Resources(
                size(request.vcpu(), defaults.vcpu(), "vcpu"),
                size(request.memoryMb(), defaults.memoryMb(), "memory_mb"),
                size(request.diskGb(), defaults.diskGb(), "disk_gb"));
    }

    private static int size(@Nullable Integer asked, int otherwise, String field) {
        if (asked == null) {
            return otherwise;
        }
        if (asked < 1) {
            throw ApiException.badRequest("invalid_value", field + " must be 1 or more");
        }
        return asked;
    }
}
