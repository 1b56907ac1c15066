import client.ApiClient;
import client.api.AuthApi;
import client.api.ExecApi;
import client.api.PricingApi;
import client.api.VpsApi;
import client.model.CreateVpsRequest;
import client.model.ExecRequest;
import client.model.ExecResult;
import client.model.LoginRequest;
import client.model.Vps;
import client.model.VpsState;
import java.util.UUID;

/** The four steps of the Quick Start, with a client that was generated from the description of the API. */
public final class QuickStart {

    private static final int LOOKS = 10;
    private static final int SECONDS = 10;

    private QuickStart() {}

    /** Prints what the command printed. */
    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0]);

        String token = new AuthApi(client)
                .logIn(new LoginRequest().email(arguments[1]).password(arguments[2]))
                .getToken();
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));

        UUID plan = new PricingApi(client).listPricing().getFirst().getId();
        VpsApi machines = new VpsApi(client);
        Vps vps = machines.createVps(new CreateVpsRequest().name("my-vm").planId(plan), null, null)
                .getVps();

        for (int look = 0; look < LOOKS && vps.getState() != VpsState.RUNNING; look++) {
            vps = machines.getVps(vps.getId(), "running", SECONDS);
        }

        ExecResult result = new ExecApi(client).execCommand(vps.getId(), new ExecRequest().command("uname -n"), null);
        System.out.println("exit code " + result.getExitCode() + ": " + result.getStdout().strip());

        machines.destroyVps(vps.getId(), null);
    }
}
