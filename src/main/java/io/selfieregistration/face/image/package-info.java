/**
 * Pixels and places on them: what readers make, and networks and measures look at. Knows
 * nothing about faces.
 */
package io.selfieregistration.face.image;
