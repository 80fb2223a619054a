package org.antiphon.server;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Where configuration comes from. A typed view is bound per service, so that every key, default and bound stands in one
 * interface and an unknown key is an error rather than a surprise.
 */
public final class Settings {
    /** The address book of a deployment; what is in it can stand in other keys as {@code ${antiphon.addresses.…}}. */
    private static final String ADDRESSES = "antiphon.addresses";

    private static final int ADDRESSES_ORDINAL = 150;
    private static final int FILE_ORDINAL = 200;
    private static final int OVERRIDE_ORDINAL = 400;

    private final Map<String, String> overrides;
    private final Optional<Path> file;
    private final boolean environment;

    private Settings(Map<String, String> overrides, Optional<Path> file, boolean environment) {
        this.overrides = Map.copyOf(overrides);
        this.file = file;
        this.environment = environment;
    }

    /** Settings from the given values only. */
    public static Settings of(Map<String, String> values) {
        return new Settings(values, Optional.empty(), false);
    }

    /** Settings from {@code ANTIPHON_…} variables, over a YAML file, over the defaults. */
    public static Settings load(Optional<Path> yamlFile) {
        return new Settings(Map.of(), yamlFile, true);
    }

    /**
     * Binds the keys under a prefix to a typed view.
     *
     * @throws IllegalArgumentException naming each key that is missing, unknown or out of bounds
     */
    public <T> T bind(Class<T> type) {
        try {
            return config(type).getConfigMapping(type);
        } catch (ConfigValidationException invalid) {
            throw new IllegalArgumentException("configuration:\n  " + SettingFault.describe(type, invalid), invalid);
        }
    }

    private SmallRyeConfig config(Class<?> type) {
        var builder = sources().withMapping(type);
        sources()
                .build()
                .getOptionalValue(ADDRESSES, Path.class)
                .ifPresent(path -> builder.withSources(addresses(path)));
        return builder.build();
    }

    private SmallRyeConfigBuilder sources() {
        var builder = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(overrides, "given", OVERRIDE_ORDINAL))
                .addDefaultInterceptors();
        file.ifPresent(path -> builder.withSources(yaml(path)));
        return environment ? builder.addSystemSources() : builder;
    }

    /** JSON is YAML. */
    private static PropertiesConfigSource addresses(Path path) {
        var entries = new HashMap<String, String>();
        yaml(path).getProperties().forEach((key, value) -> entries.put(ADDRESSES + "." + key, value));
        return new PropertiesConfigSource(entries, path.toString(), ADDRESSES_ORDINAL);
    }

    private static YamlConfigSource yaml(Path path) {
        try {
            return new YamlConfigSource(path.toString(), Files.readString(path), FILE_ORDINAL);
        } catch (MarkedYAMLException noYaml) {
            throw unusable(path, "line %d: %s".formatted(noYaml.getProblemMark().getLine() + 1, noYaml.getProblem()));
        } catch (IOException unreadable) {
            throw unusable(path, "can't be read");
        }
    }

    private static IllegalArgumentException unusable(Path path, String why) {
        return new IllegalArgumentException("configuration: %s: %s (expected: a YAML file)".formatted(path, why));
    }
}
