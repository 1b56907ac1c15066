package dev.litevps.host;

/**
 * The SSH host key that the platform gives to a guest and pins from then on.
 *
 * @param privateKey the private key in OpenSSH's PEM form; a secret, kept out of {@link #toString()}
 * @param publicKey the public key in the one-line form of {@code known_hosts}: {@code ssh-ed25519 AAAA…}
 */
public record HostKey(String privateKey, String publicKey) {

    @Override
    public String toString() {
        return "HostKey[" + publicKey + "]";
    }
}
