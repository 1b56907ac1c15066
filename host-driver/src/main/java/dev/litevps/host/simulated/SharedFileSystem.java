package dev.litevps.host.simulated;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Set;

/** A guest's file system as one SFTP session sees it: the session closes it at its end, the guest does not notice. */
final class SharedFileSystem extends FileSystem {

    private final FileSystem shared;
    private volatile boolean closed;

    SharedFileSystem(FileSystem shared) {
        this.shared = shared;
    }

    @Override
    public FileSystemProvider provider() {
        return shared.provider();
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public boolean isOpen() {
        return !closed && shared.isOpen();
    }

    @Override
    public boolean isReadOnly() {
        return shared.isReadOnly();
    }

    @Override
    public String getSeparator() {
        return shared.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return shared.getRootDirectories();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return shared.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return shared.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return shared.getPath(first, more);
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        return shared.getPathMatcher(syntaxAndPattern);
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return shared.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() throws IOException {
        return shared.newWatchService();
    }
}
