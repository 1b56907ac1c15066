package dev.litevps.api.replay;

import org.springframework.stereotype.Component;

/** Copies of views that nobody works on. Blocks. */
@Component
public class RestingCopies {

    private final ViewRebuilds rebuilds;

    RestingCopies(ViewRebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    /**
     * An account is erased by the transaction that is under way: no copy may rest that shows it. They are brought up to date, or
     * removed, as soon as it has committed.
     */
    public void accountErased() {
        rebuilds.accountErased();
    }
}
