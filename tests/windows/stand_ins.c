/* What Wine 8 lacks of Windows, for tests only and never shipped. Built twice with mingw-w64:
   -DICU makes icuuc.dll, without it comes bcryptprimitives.dll. */

#include <stddef.h>

#define SHARED __declspec(dllexport)

#ifdef ICU

/* Qt asks ICU for converters of old encodings. Here is none: each question is answered by "not available". */

enum { NOT_AVAILABLE = 16 };

#define NOTHING(name) SHARED void name(void) {}

SHARED void *ucnv_open(const char *name, int *status)
{
    (void)name;
    if (status)
        *status = NOT_AVAILABLE;
    return NULL;
}

SHARED const char *ucnv_getName(const void *converter, int *status)
{
    (void)converter;
    if (status)
        *status = NOT_AVAILABLE;
    return "";
}

SHARED int ucnv_getMaxCharSize(const void *converter)
{
    (void)converter;
    return 1;
}

SHARED int ucnv_countAvailable(void) { return 0; }
SHARED const char *ucnv_getAvailableName(int number) { (void)number; return NULL; }
SHARED const char *ucnv_getStandardName(void) { return NULL; }
SHARED int ucnv_toUCountPending(void) { return 0; }
SHARED int ucnv_fromUCountPending(void) { return 0; }

NOTHING(ucnv_close)
NOTHING(ucnv_reset)
NOTHING(ucnv_toUnicode)
NOTHING(ucnv_fromUnicode)
NOTHING(ucnv_setToUCallBack)
NOTHING(ucnv_getToUCallBack)
NOTHING(ucnv_setFromUCallBack)
NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_cbToUWriteUChars)
NOTHING(ucnv_cbFromUWriteUChars)
NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)

#else

/* The random bytes of newer Windows, taken from where older ones have them. */

unsigned char __stdcall SystemFunction036(void *bytes, unsigned long count);

SHARED int __stdcall ProcessPrng(unsigned char *bytes, size_t count)
{
    return SystemFunction036(bytes, (unsigned long)count);
}

#endif
