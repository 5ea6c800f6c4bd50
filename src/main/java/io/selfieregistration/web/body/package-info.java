/**
 * How bodies arrive: how large they may be, how slow, and that no thread waits for them.
 */
package io.selfieregistration.web.body;
