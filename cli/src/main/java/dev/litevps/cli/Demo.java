package dev.litevps.cli;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One run of the Quick Start. Its VPS never outlives it: the run destroys it at the end, after a failure, and from a
 * shutdown hook when the process is stopped; a VPS whose creation was never answered is found by its unique name.
 */
final class Demo {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration GONE_LIMIT = Duration.ofMinutes(1);
    private static final Duration IN_FLIGHT_LIMIT = Duration.ofSeconds(10);

    private final ApiClient client;
    private final StepPrinter printer;
    private final Duration runningLimit;
    private final String name = "demo-" + HexFormat.of().formatHex(randomBytes());

    /** Held while a request is under way that creates or destroys, so that the hook never acts on half a story. */
    private final ReentrantLock ownership = new ReentrantLock();

    private boolean mayExist;
    private @Nullable String vpsId;

    Demo(ApiClient client, StepPrinter printer, Duration runningLimit) {
        this.client = client;
        this.printer = printer;
        this.runningLimit = runningLimit;
    }

    /**
     * Does all steps.
     *
     * @throws CommandFailure if the server cannot be reached, refuses, or fails to bring the VPS up; by then the VPS is
     *     destroyed, or the message says that it could not be
     */
    void run(String email, String password, String command) {
        printer.heading("Log in as " + email);
        Exchange login = client.login(email, password);
        printer.exchange(login, "TOKEN=$(%s | jq -r .token)");
        demandSuccess(login);

        printer.heading("Create a VPS of the first plan on sale");
        Exchange pricing = client.pricing();
        printer.exchange(pricing, "PLAN_ID=$(%s | jq -r '.[0].id')");
        demandSuccess(pricing);
        String planId = firstPlan(pricing);

        Thread hook = new Thread(this::destroyQuietly, "destroy-demo-vps");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            useVps(planId, command);
        } finally {
            destroyQuietly();
            removeHook(hook);
        }
    }

    private void useVps(String planId, String command) {
        long begun = System.nanoTime();
        String id = create(planId);

        printer.heading("Poll until its state is running");
        awaitRunning(id);
        printer.note("running " + StepPrinter.milliseconds(Duration.ofNanos(System.nanoTime() - begun))
                + " after it was asked for");

        printer.heading("Execute a command in it");
        Exchange exec = client.exec(id, command);
        printer.exchange(exec, "%s | jq '{stdout,stderr,exit_code,duration_ms}'");
        demandSuccess(exec);

        printer.heading("Destroy it");
        Exchange destroyed = destroy(id);
        printer.exchange(destroyed, "%s");
        demandSuccess(destroyed);
        awaitGone(id);
        destroyed.balanceRemaining().ifPresent(balance -> printer.note("$" + balance + " left on the balance"));
    }

    private String create(String planId) {
        ownership.lock();
        try {
            mayExist = true;
            Exchange created = client.createVps(name, planId);
            // A refusal is an answer: nothing was made.
            mayExist = created.isSuccess();
            printer.exchange(created, "VPS_ID=$(%s | jq -r .id)");
            demandSuccess(created);
            vpsId = created.text("id");
            return vpsId;
        } finally {
            ownership.unlock();
        }
    }

    private void awaitRunning(String id) {
        long deadline = System.nanoTime() + runningLimit.toNanos();
        String shownState = "";
        while (true) {
            Exchange vps = client.vps(id);
            demandSuccess(vps);
            String state = vps.text("state");
            if (shownState.isEmpty()) {
                printer.exchange(vps, "%s | jq -r .state");
            } else if (!state.equals(shownState)) {
                printer.answer(vps);
            }
            shownState = state;
            if (state.equals("running")) {
                return;
            }
            if (state.equals("error")) {
                throw new CommandFailure(
                        ExitStatus.FAILED, "The VPS could not be created" + reason(vps.answer()) + ".");
            }
            if (System.nanoTime() > deadline) {
                throw new CommandFailure(
                        ExitStatus.TIMEOUT, "The VPS was not running after " + runningLimit.toSeconds() + " seconds.");
            }
            pause();
        }
    }

    /** The answer to the deletion says that it was accepted; the VPS is gone when nobody knows it any more. */
    private void awaitGone(String id) {
        long begun = System.nanoTime();
        while (client.vps(id).status() != 404) {
            if (System.nanoTime() - begun > GONE_LIMIT.toNanos()) {
                throw new CommandFailure(
                        ExitStatus.TIMEOUT, "The VPS was not gone after " + GONE_LIMIT.toSeconds() + " seconds.");
            }
            pause();
        }
        printer.note("gone " + StepPrinter.milliseconds(Duration.ofNanos(System.nanoTime() - begun)) + " later");
    }

    private static String reason(JsonNode vps) {
        String reason = vps.path("reason").asString("");
        return reason.isEmpty() ? "" : ": " + reason;
    }

    private Exchange destroy(String id) {
        ownership.lock();
        try {
            Exchange destroyed = client.deleteVps(id);
            mayExist = !(destroyed.isSuccess() || destroyed.status() == 404);
            return destroyed;
        } finally {
            ownership.unlock();
        }
    }

    /** Destroys the VPS if there still is one; where even that fails, the user is told which one is left. */
    private void destroyQuietly() {
        try {
            if (!ownership.tryLock(IN_FLIGHT_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                printer.note("The VPS " + name + " may be left: a request for it is still under way.");
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            if (!mayExist) {
                return;
            }
            Optional<String> id = Optional.ofNullable(vpsId).or(this::findByName);
            if (id.isPresent()) {
                printer.note("Destroying the VPS " + id.get());
                demandSuccess(destroy(id.get()));
            }
            mayExist = false;
        } catch (CommandFailure failure) {
            printer.note("The VPS " + name + " may be left: " + failure.getMessage());
        } finally {
            ownership.unlock();
        }
    }

    private Optional<String> findByName() {
        Exchange list = client.listVps();
        demandSuccess(list);
        return list.answer()
                .valueStream()
                .filter(vps -> vps.path("name").asString("").equals(name))
                .map(vps -> vps.path("id").asString(""))
                .findFirst();
    }

    private static String firstPlan(Exchange pricing) {
        String planId = pricing.answer().path(0).path("id").asString("");
        if (planId.isEmpty()) {
            throw new CommandFailure(ExitStatus.FAILED, "The server has no plan on sale.");
        }
        return planId;
    }

    private static void demandSuccess(Exchange exchange) {
        if (!exchange.isSuccess()) {
            throw exchange.failure();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // The hook runs or ran: there is nothing to take back.
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitStatus.FAILED, "Interrupted.");
        }
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[4];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
