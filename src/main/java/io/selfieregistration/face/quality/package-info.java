/**
 * Quality measures of one face, named as ISO/IEC 29794-5 names them where it has a name,
 * with the limits that decide between accepting, hinting and refusing.
 */
@NamedInterface("quality")
package io.selfieregistration.face.quality;

import org.springframework.modulith.NamedInterface;
