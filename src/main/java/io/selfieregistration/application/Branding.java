package io.selfieregistration.application;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Logo and colours of the pages that the person sees.
 *
 * @param logo PNG or WebP as a {@code data:} address, up to 48 KB; null means none
 * @param colours by the name of the CSS variable that they set, as {@code #rrggbb}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Branding(
		@Size(max = 65_536) @Pattern(regexp = "data:image/(png|webp);base64,[A-Za-z0-9+/]+={0,2}",
				message = "must be a PNG or WebP picture as a data: address in Base64") String logo,
		@Size(max = 12) Map<@NotNull @Pattern(regexp = "[a-z][a-z-]{0,30}",
				message = "must be the name of a colour") String, @NotNull @Pattern(regexp = "#[0-9a-fA-F]{6}",
						message = "must be a colour such as #0b57d0") String> colours) {

	/** The default branding. */
	public static final Branding NONE = new Branding(null, Map.of());

	public Branding {
		colours = (colours != null) ? Map.copyOf(colours) : Map.of();
	}

}
