package dev.litevps.host;

/** Where a guest's SSH server answers: a literal IP address and a TCP port. */
public record SshEndpoint(String address, int port) {

    @Override
    public String toString() {
        return address + ":" + port;
    }
}
