package dev.litevps.api.file;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of files.
 *
 * @param maxUpload how large a file that is uploaded may be
 */
@ConfigurationProperties("litevps.files")
public record FileProperties(@DefaultValue("10GB") DataSize maxUpload) {}
