package dev.pawl.app.format;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One value of a kind of record.
 *
 * @param name as programs see it, snake_case
 * @param value text, number, boolean, Instant, a collection of these, a {@link Nested}, an {@link
 *     Inner}, or null
 */
public record Column<T>(String name, Function<T, @Nullable Object> value) {}
