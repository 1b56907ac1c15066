package dev.litevps.command.plan;

import dev.litevps.command.Aggregates;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.events.plan.PlanId;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** What other aggregates' handlers ask of the catalogue. */
@Component
public class Plans {

    private final Repository<Plan> plans;

    Plans(Repository<Plan> plans) {
        this.plans = plans;
    }

    /** The terms for somebody who wants to order the plan now; {@link RejectionCode#UNKNOWN_PLAN} if it is not sold. */
    public PlanTerms orderable(PlanId planId) {
        PlanTerms terms = current(planId);
        if (!terms.sold()) {
            throw new CommandRejected(RejectionCode.UNKNOWN_PLAN, "this plan is no longer sold");
        }
        return terms;
    }

    /** The terms for somebody who has the plan already. */
    public PlanTerms current(PlanId planId) {
        return Aggregates.load(plans, planId, RejectionCode.UNKNOWN_PLAN, "there is no such plan")
                .invoke(Plan::terms);
    }
}
