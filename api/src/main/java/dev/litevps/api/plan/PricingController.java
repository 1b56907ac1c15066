package dev.litevps.api.plan;

import dev.litevps.api.web.Dollars;
import dev.litevps.query.plan.PlanQueries;
import java.math.BigDecimal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** {@code GET /api/pricing}. */
@RestController
class PricingController {

    private final PlanQueries plans;

    PricingController(PlanQueries plans) {
        this.plans = plans;
    }

    /** A plan that can be ordered; memory in MiB, disk in GiB, price in US dollars per hour. */
    record PlanResponse(String id, String name, int vcpu, int memoryMb, int diskGb, BigDecimal priceHourly) {}

    @GetMapping("/api/pricing")
    Flux<PlanResponse> pricing() {
        return plans.active()
                .map(plan -> new PlanResponse(
                        plan.id().toString(),
                        plan.name(),
                        plan.resources().vcpu(),
                        plan.resources().memoryMb(),
                        plan.resources().diskGb(),
                        Dollars.of(plan.pricePerHour())));
    }
}
