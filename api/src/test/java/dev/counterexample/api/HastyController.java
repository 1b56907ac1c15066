package dev.counterexample.api;

import com.stripe.StripeClient;

/** A controller that talks to Stripe itself. */
public class HastyController {

    private final StripeClient stripe;

    public HastyController(StripeClient stripe) {
        this.stripe = stripe;
    }

    public boolean hasStripe() {
        return stripe.v1() != null;
    }
}
